CREATE FUNCTION keep_users_api_schema() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT FROM users_api_events WHERE workspace_uuid = OLD.uuid) THEN
		RAISE EXCEPTION 'The workspace has events: its schema and its regulation stay what they are';
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER workspaces_users_api_schema BEFORE UPDATE ON workspaces FOR EACH ROW
	WHEN (OLD.users_api_schema <> NEW.users_api_schema OR OLD.regulation <> NEW.regulation)
	EXECUTE FUNCTION keep_users_api_schema();
