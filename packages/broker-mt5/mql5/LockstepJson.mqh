//+------------------------------------------------------------------+
//| As much of JSON as the protocol needs. Apache-2.0                |
//+------------------------------------------------------------------+

//--- The text of a value of an object, as it is written there; otherwise when there is none.
string JsonRaw(const string json, const string name, const string otherwise)
  {
   int length = StringLen(json);
   int depth = 0;
   for(int at = 0; at < length; at++)
     {
      ushort sign = StringGetCharacter(json, at);
      if(sign == '{' || sign == '[')
         depth++;
      else if(sign == '}' || sign == ']')
         depth--;
      else if(sign == '"')
        {
         int end = JsonStringEnd(json, at);
         if(depth == 1 && StringSubstr(json, at + 1, end - at - 1) == name)
           {
            int value = JsonSkip(json, end + 1);
            if(StringGetCharacter(json, value) == ':')
              {
               value = JsonSkip(json, value + 1);
               return(StringSubstr(json, value, JsonValueEnd(json, value) - value));
              }
           }
         at = end;
        }
     }
   return(otherwise);
  }

//--- The text of a value that is one; empty when it is missing or null.
string JsonText(const string json, const string name)
  {
   string raw = JsonRaw(json, name, "");
   if(raw == "null")
      return("");
   return(JsonUnquoted(raw));
  }

//--- A number, which may be written as a text.
double JsonDouble(const string json, const string name)
  {
   return(StringToDouble(JsonText(json, name)));
  }

long JsonLong(const string json, const string name)
  {
   return(StringToInteger(JsonText(json, name)));
  }

bool JsonIsTrue(const string json, const string name)
  {
   return(JsonRaw(json, name, "false") == "true");
  }

//--- The texts or numbers of a list.
int JsonItems(const string raw, string &items[])
  {
   ArrayResize(items, 0);
   int at = JsonSkip(raw, 1);
   while(at < StringLen(raw) && StringGetCharacter(raw, at) != ']')
     {
      int end = JsonValueEnd(raw, at);
      int count = ArraySize(items);
      ArrayResize(items, count + 1);
      items[count] = JsonUnquoted(StringSubstr(raw, at, end - at));
      at = JsonSkip(raw, end);
      if(at < StringLen(raw) && StringGetCharacter(raw, at) == ',')
         at = JsonSkip(raw, at + 1);
     }
   return(ArraySize(items));
  }

int JsonSkip(const string json, int at)
  {
   while(at < StringLen(json) && StringGetCharacter(json, at) <= ' ')
      at++;
   return(at);
  }

//--- Place of the quote that ends the string that begins here.
int JsonStringEnd(const string json, int at)
  {
   for(at++; at < StringLen(json); at++)
     {
      ushort sign = StringGetCharacter(json, at);
      if(sign == '\\')
         at++;
      else if(sign == '"')
         return(at);
     }
   return(at);
  }

//--- Place behind the value that begins here.
int JsonValueEnd(const string json, int at)
  {
   int depth = 0;
   for(; at < StringLen(json); at++)
     {
      ushort sign = StringGetCharacter(json, at);
      if(sign == '"')
        {
         at = JsonStringEnd(json, at);
         if(depth == 0)
            return(at + 1);
        }
      else if(sign == '{' || sign == '[')
         depth++;
      else if(sign == '}' || sign == ']')
        {
         if(depth == 0)
            return(at);
         depth--;
         if(depth == 0)
            return(at + 1);
        }
      else if(depth == 0 && (sign == ',' || sign <= ' '))
         return(at);
     }
   return(at);
  }

string JsonUnquoted(const string raw)
  {
   int length = StringLen(raw);
   if(length < 2 || StringGetCharacter(raw, 0) != '"')
      return(raw);
   string text = StringSubstr(raw, 1, length - 2);
   StringReplace(text, "\\\"", "\"");
   StringReplace(text, "\\/", "/");
   StringReplace(text, "\\\\", "\\");
   return(text);
  }

string JsonQuoted(const string text)
  {
   string quoted = text;
   StringReplace(quoted, "\\", "\\\\");
   StringReplace(quoted, "\"", "\\\"");
   StringReplace(quoted, "\r", " ");
   StringReplace(quoted, "\n", " ");
   StringReplace(quoted, "\t", " ");
   return("\"" + quoted + "\"");
  }

//--- A number without the zeros at its end; what is none is null.
string JsonNumber(const double value)
  {
   if(!MathIsValidNumber(value))
      return("null");
   string text = DoubleToString(value, 10);
   int end = StringLen(text);
   while(end > 1 && StringGetCharacter(text, end - 1) == '0')
      end--;
   if(StringGetCharacter(text, end - 1) == '.')
      end--;
   return(StringSubstr(text, 0, end));
  }

//--- Fields of an object that is being written.
string FieldNumber(const string name, const double value)
  {
   return("\"" + name + "\":" + JsonNumber(value) + ",");
  }

string FieldLong(const string name, const long value)
  {
   return("\"" + name + "\":" + IntegerToString(value) + ",");
  }

//--- May have more bits than a number of the other side.
string FieldTicket(const string name, const long value)
  {
   return("\"" + name + "\":\"" + IntegerToString(value) + "\",");
  }

string FieldBool(const string name, const bool value)
  {
   return("\"" + name + "\":" + (value ? "true" : "false") + ",");
  }

string FieldText(const string name, const string value)
  {
   return("\"" + name + "\":" + JsonQuoted(value) + ",");
  }

string FieldRaw(const string name, const string value)
  {
   return("\"" + name + "\":" + value + ",");
  }

//--- An object of fields, each of which ends with a comma.
string JsonObject(const string fields)
  {
   int length = StringLen(fields);
   return("{" + (length == 0 ? "" : StringSubstr(fields, 0, length - 1)) + "}");
  }

//--- A list of values, each of which ends with a comma.
string JsonList(const string values)
  {
   int length = StringLen(values);
   return("[" + (length == 0 ? "" : StringSubstr(values, 0, length - 1)) + "]");
  }
