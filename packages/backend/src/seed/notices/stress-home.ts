import type { Service } from "./stress-vocabulary.ts";

/** What the invented company does for a home: groceries, energy, broadband, repairs and support. */
export const homeServices: readonly Service[] = [
  {
    withoutRequired: "you cannot order from the shop",
    withoutOptional: "you order as usual",
    uses: [
      {
        name: "Taking and confirming orders",
        enables: "take your orders and confirm them",
        topics: { "Grocery order": "event", "Shopping basket": "record" },
      },
      {
        name: "Replacing goods that are out of stock",
        enables: "suggest a replacement when goods are out of stock",
        topics: { Replacement: "event", "Product preference": "record" },
      },
      {
        name: "Returns and refunds",
        enables: "collect what you return and refund it",
        topics: { Return: "event", Refund: "payment" },
      },
      {
        name: "Shopping lists and reminders",
        enables: "keep your lists and remind you of them",
        topics: { "Shopping list": "record", Reminder: "record" },
      },
      {
        name: "Vouchers in stores near you",
        enables: "show vouchers for the stores you go to",
        topics: { Voucher: "record", "Store visit": "event" },
      },
    ],
  },
  {
    withoutRequired: "we cannot supply your home",
    withoutOptional: "supply continues as usual",
    uses: [
      {
        name: "Supplying electricity and gas",
        enables: "supply your home and bill what you use",
        topics: { "Electricity meter": "thing", "Energy bill": "payment" },
      },
      {
        name: "Advice on saving energy",
        enables: "compare your use with similar homes and advise you",
        topics: { "Heating system": "thing", "Energy advice": "contact" },
      },
      {
        name: "Solar panels",
        enables: "credit you for the power your panels feed in",
        topics: { "Solar panel": "thing", "Feed-in credit": "payment" },
      },
      {
        name: "Warning of power cuts",
        enables: "tell you of planned and unplanned power cuts",
        topics: { "Power cut": "event", "Power-cut alert": "event" },
      },
      {
        name: "Smart thermostats",
        enables: "set the temperature by your daily routine",
        topics: { Thermostat: "thing", "Heating schedule": "record" },
      },
    ],
  },
  {
    withoutRequired: "we cannot connect your home",
    withoutOptional: "your connection stays the same",
    uses: [
      {
        name: "Connecting your home",
        enables: "connect your home and keep the line working",
        topics: { Router: "thing", "Line connection": "event" },
      },
      {
        name: "Finding faults on the line",
        enables: "find faults before you report them",
        topics: { "Speed test": "event", "Fault report": "event" },
      },
      {
        name: "Television recommendations",
        enables: "suggest programmes by what you watch",
        topics: { "Set-top box": "thing", "Programme watched": "event" },
      },
      {
        name: "Parental controls",
        enables: "block content you choose to block",
        topics: { "Blocked website": "record", "Screen-time rule": "record" },
      },
      {
        name: "Calls abroad",
        enables: "offer a tariff for the countries you call",
        topics: { "Call abroad": "contact", "Calling tariff": "record" },
      },
    ],
  },
  {
    withoutRequired: "you cannot book a repair",
    withoutOptional: "repairs are booked as usual",
    uses: [
      {
        name: "Booking repairs",
        enables: "send a technician at a time that suits you",
        topics: { "Repair visit": "event", "Household appliance": "thing" },
      },
      {
        name: "Ordering spare parts",
        enables: "order the part that fits before the visit",
        topics: { "Spare part": "thing", "Spare-part order": "event" },
      },
      {
        name: "Keeping warranties",
        enables: "keep your warranties and use them for you",
        topics: { Warranty: "record", "Warranty claim": "event" },
      },
      {
        name: "Yearly check of appliances",
        enables: "remind you of a yearly check and carry it out",
        topics: { "Safety check": "event", "Water heater": "thing" },
      },
      {
        name: "Rating technicians",
        enables: "match you with technicians you rated well",
        topics: { "Technician rating": "record", "Feedback call": "contact" },
      },
    ],
  },
  {
    withoutRequired: "we can answer at our offices only",
    withoutOptional: "questions are answered as usual",
    uses: [
      {
        name: "Answering your questions",
        enables: "answer you and know what was said before",
        topics: { "Support call": "contact", "Support request": "event" },
      },
      {
        name: "Chat with a specialist",
        enables: "pass a chat to the person who knows most",
        topics: { "Support chat": "contact", "Specialist referral": "event" },
      },
      {
        name: "Help for carers",
        enables: "speak with the carer you appoint",
        topics: { "Appointed carer": "record", "Carer call": "contact" },
      },
      {
        name: "Training our staff",
        enables: "train staff with calls that were recorded",
        topics: { "Training call": "contact", "Call review": "record" },
      },
      {
        name: "Help on your screen",
        enables: "see your screen while you are shown what to do",
        topics: { "Screen session": "contact", "Shared device": "thing" },
      },
    ],
  },
];
