"""What people look for elsewhere: words that no picture of the catalogue may come close to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

# None of these is among those that calibration is fitted to or reported on.
THINGS = tuple(
    thing.strip()
    for line in """
armchair, wardrobe, mattress, bunk bed, coffee table, desk lamp, floor lamp, carpet, ceiling fan
air conditioner, refrigerator, dishwasher, oven, toaster, blender, juicer, pressure cooker, wok
frying pan, cutlery set, dinner plates, tea cups, wine glasses, thermos jug, lunch box for office
chopping board, kitchen sink, water purifier, gas stove, chimney, mixer grinder, iron box, mop
broom, dustbin, detergent, dish soap, floor cleaner, toilet paper, tissue box, air freshener candle
mosquito net, shower head, bath tub, door handle, padlock, window blinds, wallpaper, clock radio
tablet computer, gaming laptop, keyboard, computer mouse, monitor, hard disk, router, printer
webcam, speaker, home theatre, microphone, camera lens, tripod, drone, game console, power bank
phone charger, phone case, sim card, batteries, extension cord, solar panel, inverter, generator
car, used motorcycle, scooter, truck, tractor, bicycle pump, car seat cover, windscreen wiper
engine oil filter, brake pads, spark plug, helmet lock, number plate, petrol, diesel price
hammer, drill bits, saw, nails, wood glue, paint brush, ladder, measuring tape, sandpaper, bricks
sand, steel rods, plywood, pipes, tap, fuse, wire, garden shovel, fertilizer, seeds, flower pots
lawn chair, barbecue grill, camping stove, sleeping mat, tennis net, football goal, dumbbells
treadmill, cricket pitch mat, trampoline, snooker table, carrom board, jigsaw puzzle
toy train, lego blocks, doll house, teddy bear, board game, playing cards, colouring pencils
guitar, violin, drum kit, flute, keyboard piano, sheet music, novel, school textbook, dictionary
magazine, newspaper, stapler, printer paper, envelopes, whiteboard, calculator, globe, glue stick
rice, wheat flour, lentils, sugar, salt, cooking oil, butter, cheese, milk, eggs, bread, biscuits
chicken breast, mutton curry, prawns, potatoes, onions, tomatoes, bananas, mangoes, apples, spinach
noodles, pasta, pizza, burger, ice cream, birthday cake, jam, pickle, spices
green tea, instant coffee, orange juice, soft drink, mineral water bottles
dog leash, cat litter, bird cage, fish tank, hay, chicken feed, horse saddle, kittens
baby food, feeding bottle, diapers, crib, high chair, car seat for baby, thermometer, bandages
cough syrup, paracetamol, vitamins, wheelchair, hearing aid, blood pressure monitor
flat for rent, plot of land, office space, hotel booking, flight to delhi, train timetable
bus pass, taxi, movie tickets, concert passes, restaurant near me, plumber, electrician, carpenter
maths tutor, driving lessons, car insurance, home loan, credit card, bank account
income tax return, lawyer, job vacancies, resume template, exam results, cricket score, stock price
weather forecast, news today, recipe for dal, how to fix a tap, capital of france, translate hello
software update, antivirus, web hosting, python course, spreadsheet template, wifi password
rocket engine, microscope, telescope, test tubes, chemistry set, fire extinguisher, traffic cone
shopping trolley, vending machine, cash register, forklift, conveyor belt, cardboard boxes
dinosaur, elephant, robot, castle, bridge, lighthouse, volcano
""".strip().splitlines()
    for thing in line.split(",")
    if thing.strip()
)
SAYING = ("{}", "{}", "a {}", "buy {}", "{} online", "best {}", "cheap {}", "new {}", "i need {}",
          "{} price", "where can i get {}", "looking for {}")  # fmt: skip


def strange_texts(count: int, random: Random) -> list[str]:
    """Draw texts that ask for such things."""
    return [random.choice(SAYING).format(random.choice(THINGS)) for _ in range(count)]
