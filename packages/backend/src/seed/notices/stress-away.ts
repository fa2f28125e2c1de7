import type { Service } from "./stress-vocabulary.ts";

/** What the invented company does away from home: payments, deliveries, journeys, vehicles and membership. */
export const awayServices: readonly Service[] = [
  {
    withoutRequired: "you can pay on delivery only",
    withoutOptional: "you pay as usual",
    uses: [
      {
        name: "Charging for what you buy",
        enables: "charge your card or bank account for what you buy",
        topics: { "Card payment": "payment", "Bank transfer": "payment" },
      },
      {
        name: "Paying by instalments",
        enables: "offer you payment in instalments and collect them",
        topics: { "Instalment plan": "record", Instalment: "payment" },
      },
      {
        name: "Invoices and receipts",
        enables: "send invoices and receipts and find them again",
        topics: { Invoice: "record", Receipt: "record" },
      },
      {
        name: "Preventing payment fraud",
        enables: "recognise payments that you did not make",
        topics: { "Payment device": "thing", "Disputed payment": "payment" },
      },
      {
        name: "Rounding up for savings",
        enables: "round payments up and save the difference",
        topics: { "Savings goal": "record", "Savings deposit": "payment" },
      },
    ],
  },
  {
    withoutRequired: "you collect orders at a store",
    withoutOptional: "parcels arrive as usual",
    uses: [
      {
        name: "Delivering to your door",
        enables: "bring parcels to your address",
        topics: { "Parcel delivery": "event", "Delivery instruction": "record" },
      },
      {
        name: "Following a parcel",
        enables: "show where a parcel is and when it arrives",
        topics: { "Parcel scan": "event", "Courier call": "contact" },
      },
      {
        name: "Leaving parcels with a neighbour",
        enables: "hand parcels to a neighbour you name",
        topics: { "Neighbour handover": "event", "Neighbour permission": "record" },
      },
      {
        name: "Parcel lockers",
        enables: "deliver to a locker and open it for you",
        topics: { "Parcel locker": "thing", "Locker collection": "event" },
      },
      {
        name: "Damage in transit",
        enables: "settle claims for damaged parcels",
        topics: { "Damage report": "event", "Damage compensation": "payment" },
      },
    ],
  },
  {
    withoutRequired: "you cannot book a journey",
    withoutOptional: "journeys are booked as usual",
    uses: [
      {
        name: "Booking journeys",
        enables: "book your tickets and rooms",
        topics: { "Train ticket": "event", "Hotel booking": "event" },
      },
      {
        name: "Seats and meals",
        enables: "reserve the seat and the meal you prefer",
        topics: { "Seat reservation": "event", "Meal preference": "record" },
      },
      {
        name: "Delays and missed connections",
        enables: "rebook you when a connection is missed",
        topics: { Delay: "event", Rebooking: "event" },
      },
      {
        name: "Travel insurance",
        enables: "insure a journey and settle claims",
        topics: { "Travel policy": "record", "Travel claim": "payment" },
      },
      {
        name: "Travel with companions",
        enables: "book for the people you travel with",
        topics: { "Travel companion": "record", "Group booking": "event" },
      },
    ],
  },
  {
    withoutRequired: "you cannot use the workshop",
    withoutOptional: "your vehicle is serviced as usual",
    uses: [
      {
        name: "Servicing your vehicle",
        enables: "service your vehicle and record the work",
        topics: { Vehicle: "thing", "Workshop visit": "event" },
      },
      {
        name: "Tyres by season",
        enables: "store your tyres and remind you to change them",
        topics: { "Tyre set": "thing", "Tyre change": "event" },
      },
      {
        name: "Roadside help",
        enables: "find you on the road and send help",
        topics: { Breakdown: "event", "Roadside call": "contact" },
      },
      {
        name: "Charging electric vehicles",
        enables: "start, stop and bill charging sessions",
        topics: { "Charging point": "thing", "Charging session": "payment" },
      },
      {
        name: "Valuing your vehicle",
        enables: "tell you what your vehicle would sell for",
        topics: { "Vehicle valuation": "event", "Vehicle inspection": "event" },
      },
    ],
  },
  {
    withoutRequired: "you cannot become a member",
    withoutOptional: "the membership stays the same",
    uses: [
      {
        name: "Running the membership",
        enables: "keep your membership and credit your points",
        topics: { Membership: "record", "Points credit": "event" },
      },
      {
        name: "Gifts to other members",
        enables: "pass on points and vouchers you give to others",
        topics: { "Points gift": "event", "Gift message": "record" },
      },
      {
        name: "Events for members",
        enables: "invite you to events and keep your place",
        topics: { "Event invitation": "record", "Event attendance": "event" },
      },
      {
        name: "Surveys and interviews",
        enables: "ask what you think and learn from it",
        topics: { "Survey answer": "record", "Research interview": "contact" },
      },
      {
        name: "Partner discounts",
        enables: "show partners that you are a member",
        topics: { "Partner discount": "record", "Partner purchase": "payment" },
      },
    ],
  },
];
