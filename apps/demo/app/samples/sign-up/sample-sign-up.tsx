"use client";

/* oxlint-disable -- the published sample of another SDK, as it is but for the import and the component's name */
import { NoticeConsent } from "@notice-consent/react";
import { useState, useEffect } from "react";
import { v4 as uuidv4 } from "uuid";
const NOTICE_UUID = process.env.NEXT_PUBLIC_NOTICE_UUID;
const REDACTO_BASE_URL = process.env.NEXT_PUBLIC_REDACTO_BASE_URL;
interface FormData {
  email: string;
  password: string;
  name: string;
}
interface Tokens {
  token: string;
  refresh_token: string;
}
function SignUpPage() {
  const [tempId, setTempId] = useState<string>("");
  const [tokens, setTokens] = useState<Tokens | null>(null);
  const [showConsent, setShowConsent] = useState(false);
  const [formData, setFormData] = useState<FormData>({ email: "", password: "", name: "" });
  const [consentGiven, setConsentGiven] = useState(false);
  useEffect(() => {
    // Generate temporary ID on mount
    const id = `temp_${uuidv4()}`;
    setTempId(id);
    fetchTempToken(id);
  }, []);
  const fetchTempToken = async (id: string) => {
    const response = await fetch("/api/consent/temp-token", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ temp_id: id }),
    });
    const data = await response.json();
    setTokens(data);
    setShowConsent(true);
  };
  const handleConsentAccept = () => {
    setConsentGiven(true);
    setShowConsent(false);
  };
  const handleSubmit = async (e: React.FormEvent) => {
    e.preventDefault();
    const response = await fetch("/api/register", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...formData, temp_id: tempId }),
    });
    if (response.ok) {
      // Registration complete, redirect to dashboard
      window.location.href = "/dashboard";
    }
  };
  return (
    <div>
      {/* Step 1: Show consent modal first */}
      {showConsent && tokens && (
        <NoticeConsent
          noticeId={NOTICE_UUID!}
          accessToken={tokens.token}
          refreshToken={tokens.refresh_token}
          baseUrl={REDACTO_BASE_URL}
          onAccept={handleConsentAccept}
          onDecline={() => {
            // User declined - cannot proceed with registration
            window.location.href = "/consent-required";
          }}
          onError={(error) => console.error("Consent error:", error)}
        />
      )}
      {/* Step 2: Show registration form after consent */}
      {consentGiven && (
        <form onSubmit={handleSubmit}>
          <h1>Complete Your Registration</h1>
          <input
            type="email"
            placeholder="Email"
            value={formData.email}
            onChange={(e) => setFormData({ ...formData, email: e.target.value })}
            required
          />
          <input
            type="password"
            placeholder="Password"
            value={formData.password}
            onChange={(e) => setFormData({ ...formData, password: e.target.value })}
            required
          />
          <input
            type="text"
            placeholder="Full Name"
            value={formData.name}
            onChange={(e) => setFormData({ ...formData, name: e.target.value })}
            required
          />
          <button type="submit">Create Account</button>
        </form>
      )}
    </div>
  );
}
export default SignUpPage;
