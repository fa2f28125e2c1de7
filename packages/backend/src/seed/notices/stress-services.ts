import type { Service } from "./stress-vocabulary.ts";

/** The ten services of an invented household company, five uses of data each. */
export const services: readonly Service[] = [
  {
    withoutRequired: "you cannot order from the shop",
    withoutOptional: "you order as before",
    uses: [
      { name: "Taking and confirming orders", enables: "take your orders and confirm them", topics: [["Grocery order", "event"], ["Shopping basket", "record"]] },
      { name: "Replacing goods that are out of stock", enables: "suggest a replacement when goods are out of stock", topics: [["Replacement", "event"], ["Product preference", "record"]] },
      { name: "Returns and refunds", enables: "collect what you return and refund it", topics: [["Return", "event"], ["Refund", "payment"]] },
      { name: "Shopping lists and reminders", enables: "keep your lists and remind you of them", topics: [["Shopping list", "record"], ["Reminder", "record"]] },
      { name: "Vouchers in stores near you", enables: "show vouchers for the stores you go to", topics: [["Voucher", "record"], ["Store visit", "event"]] },
    ],
  },
  {
    withoutRequired: "you can pay on delivery only",
    withoutOptional: "you pay as before",
    uses: [
      { name: "Charging for what you buy", enables: "charge your card or bank account for what you buy", topics: [["Card payment", "payment"], ["Bank transfer", "payment"]] },
      { name: "Paying by instalments", enables: "offer you payment in instalments and collect them", topics: [["Instalment plan", "record"], ["Instalment", "payment"]] },
      { name: "Invoices and receipts", enables: "send invoices and receipts and find them again", topics: [["Invoice", "record"], ["Receipt", "record"]] },
      { name: "Preventing payment fraud", enables: "recognise payments that you did not make", topics: [["Payment device", "thing"], ["Disputed payment", "payment"]] },
      { name: "Rounding up for savings", enables: "round payments up and save the difference", topics: [["Savings goal", "record"], ["Savings deposit", "payment"]] },
    ],
  },
  {
    withoutRequired: "you collect orders at a store",
    withoutOptional: "parcels arrive as before",
    uses: [
      { name: "Delivering to your door", enables: "bring parcels to your address", topics: [["Parcel delivery", "event"], ["Delivery instruction", "record"]] },
      { name: "Following a parcel", enables: "show where a parcel is and when it arrives", topics: [["Parcel scan", "event"], ["Courier call", "contact"]] },
      { name: "Leaving parcels with a neighbour", enables: "hand parcels to a neighbour you name", topics: [["Neighbour handover", "event"], ["Neighbour permission", "record"]] },
      { name: "Parcel lockers", enables: "deliver to a locker and open it for you", topics: [["Parcel locker", "thing"], ["Locker collection", "event"]] },
      { name: "Damage in transit", enables: "settle claims for damaged parcels", topics: [["Damage report", "event"], ["Damage compensation", "payment"]] },
    ],
  },
  {
    withoutRequired: "we cannot supply your home",
    withoutOptional: "supply continues as before",
    uses: [
      { name: "Supplying electricity and gas", enables: "supply your home and bill what you use", topics: [["Electricity meter", "thing"], ["Energy bill", "payment"]] },
      { name: "Advice on saving energy", enables: "compare your use with similar homes and advise you", topics: [["Heating system", "thing"], ["Energy advice", "contact"]] },
      { name: "Solar panels", enables: "credit you for the power your panels feed in", topics: [["Solar panel", "thing"], ["Feed-in credit", "payment"]] },
      { name: "Warning of power cuts", enables: "tell you of planned and unplanned power cuts", topics: [["Power cut", "event"], ["Power-cut alert", "event"]] },
      { name: "Smart thermostats", enables: "set the temperature by your daily routine", topics: [["Thermostat", "thing"], ["Heating schedule", "record"]] },
    ],
  },
  {
    withoutRequired: "we cannot connect your home",
    withoutOptional: "your connection stays the same",
    uses: [
      { name: "Connecting your home", enables: "connect your home and keep the line working", topics: [["Router", "thing"], ["Line connection", "event"]] },
      { name: "Finding faults on the line", enables: "find faults before you report them", topics: [["Speed test", "event"], ["Fault report", "event"]] },
      { name: "Television recommendations", enables: "suggest programmes by what you watch", topics: [["Set-top box", "thing"], ["Programme watched", "event"]] },
      { name: "Parental controls", enables: "block content you choose to block", topics: [["Blocked website", "record"], ["Screen-time rule", "record"]] },
      { name: "Calls abroad", enables: "offer a tariff for the countries you call", topics: [["Call abroad", "contact"], ["Calling tariff", "record"]] },
    ],
  },
  {
    withoutRequired: "you cannot book a repair",
    withoutOptional: "repairs are booked as before",
    uses: [
      { name: "Booking repairs", enables: "send a technician at a time that suits you", topics: [["Repair visit", "event"], ["Household appliance", "thing"]] },
      { name: "Ordering spare parts", enables: "order the part that fits before the visit", topics: [["Spare part", "thing"], ["Spare-part order", "event"]] },
      { name: "Keeping warranties", enables: "keep your warranties and use them for you", topics: [["Warranty", "record"], ["Warranty claim", "event"]] },
      { name: "Yearly check of appliances", enables: "remind you of a yearly check and carry it out", topics: [["Safety check", "event"], ["Water heater", "thing"]] },
      { name: "Rating technicians", enables: "match you with technicians you rated well", topics: [["Technician rating", "record"], ["Feedback call", "contact"]] },
    ],
  },
  {
    withoutRequired: "you cannot book a journey",
    withoutOptional: "journeys are booked as before",
    uses: [
      { name: "Booking journeys", enables: "book your tickets and rooms", topics: [["Train ticket", "event"], ["Hotel booking", "event"]] },
      { name: "Seats and meals", enables: "reserve the seat and the meal you prefer", topics: [["Seat reservation", "event"], ["Meal preference", "record"]] },
      { name: "Delays and missed connections", enables: "rebook you when a connection is missed", topics: [["Delay", "event"], ["Rebooking", "event"]] },
      { name: "Travel insurance", enables: "insure a journey and settle claims", topics: [["Travel policy", "record"], ["Travel claim", "payment"]] },
      { name: "Travel with companions", enables: "book for the people you travel with", topics: [["Travel companion", "record"], ["Group booking", "event"]] },
    ],
  },
  {
    withoutRequired: "you cannot use the workshop",
    withoutOptional: "your vehicle is serviced as before",
    uses: [
      { name: "Servicing your vehicle", enables: "service your vehicle and record the work", topics: [["Vehicle", "thing"], ["Workshop visit", "event"]] },
      { name: "Tyres by season", enables: "store your tyres and remind you to change them", topics: [["Tyre set", "thing"], ["Tyre change", "event"]] },
      { name: "Roadside help", enables: "find you on the road and send help", topics: [["Breakdown", "event"], ["Roadside call", "contact"]] },
      { name: "Charging electric vehicles", enables: "start, stop and bill charging sessions", topics: [["Charging point", "thing"], ["Charging session", "payment"]] },
      { name: "Valuing your vehicle", enables: "tell you what your vehicle would sell for", topics: [["Vehicle valuation", "event"], ["Vehicle inspection", "event"]] },
    ],
  },
  {
    withoutRequired: "we can answer at our offices only",
    withoutOptional: "questions are answered as before",
    uses: [
      { name: "Answering your questions", enables: "answer you and know what was said before", topics: [["Support call", "contact"], ["Support request", "event"]] },
      { name: "Chat with a specialist", enables: "pass a chat to the person who knows most", topics: [["Support chat", "contact"], ["Specialist referral", "event"]] },
      { name: "Help for carers", enables: "speak with the carer you appoint", topics: [["Appointed carer", "record"], ["Carer call", "contact"]] },
      { name: "Training our staff", enables: "train staff with calls that were recorded", topics: [["Training call", "contact"], ["Call review", "record"]] },
      { name: "Help on your screen", enables: "see your screen while you are shown what to do", topics: [["Screen session", "contact"], ["Shared device", "thing"]] },
    ],
  },
  {
    withoutRequired: "you cannot join the membership",
    withoutOptional: "the membership stays the same",
    uses: [
      { name: "Running the membership", enables: "keep your membership and credit your points", topics: [["Membership", "record"], ["Points credit", "event"]] },
      { name: "Gifts to other members", enables: "let you give points and vouchers to others", topics: [["Points gift", "event"], ["Gift message", "record"]] },
      { name: "Events for members", enables: "invite you to events and keep your place", topics: [["Event invitation", "record"], ["Event attendance", "event"]] },
      { name: "Surveys and interviews", enables: "ask what you think and learn from it", topics: [["Survey answer", "record"], ["Research interview", "contact"]] },
      { name: "Partner discounts", enables: "show partners that you are a member", topics: [["Partner discount", "record"], ["Partner purchase", "payment"]] },
    ],
  },
];
