import { createTransport } from "@notice-consent/client";
import { decide, grantAll, readNotice, submitConsent, type Notice } from "@notice-consent/contract";
