import Foundation
import JSONText
import TestSupport
import Testing

@testable import LanguageModels

@Suite("Models behind Gemini's protocol")
struct GeminiModelTests {
  private static func model(_ server: FakeServer) -> GeminiModel {
    GeminiModel("gemini-2.5-flash", base: server.address + "/v1beta/", key: "secret")
  }

  private static let answer = #"""
    {"candidates":[{"index":0,"content":{"role":"model","parts":[{"text":"hm","thought":true},{"text":"One"},{"text":" two"}]},
    "finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":2,"thoughtsTokenCount":3},"modelVersion":"g"}
    """#

  @Test("A request in Google's form, and its reply") func translated() async throws {
    let server = FakeServer { _, _ in .answer(body: Self.answer) }
    let request = ChatRequest(
      [
        ChatMessage(.system, "Be brief."), ChatMessage(.user, "a"), ChatMessage(.assistant, "b"), ChatMessage(.user, "c"),
        ChatMessage(.user, "d"),
      ],
      parameters: [
        .init("temperature", 0.5), .init("max_tokens", 9), .init("stop", "END"), .init("n", 1),
        .init("response_format", ["type": "json_schema", "json_schema": ["name": "x", "schema": ["type": "array"]]]),
        .init("tools", [["type": "function", "function": ["name": "f", "parameters": ["type": "object"], "strict": true]]]),
      ])
    let reply = try await Self.model(server).complete(request)
    #expect(reply.content == "One two" && reply.choices[0].reasoning == "hm" && reply.finishReason == .stop)
    #expect(reply.promptTokens == 7 && reply.completionTokens == 5 && reply.model == "g")
    let sent = server.requests[0]
    #expect(sent.line == "POST /v1beta/models/gemini-2.5-flash:generateContent")
    #expect(sent.headers["x-goog-api-key"] == "secret")
    let body = try JSONValue(parsing: sent.body)
    #expect(body["systemInstruction"] == ["parts": [["text": "Be brief."]]])
    #expect(
      body["contents"] == [
        ["role": "user", "parts": [["text": "a"]]], ["role": "model", "parts": [["text": "b"]]],
        ["role": "user", "parts": [["text": "c"], ["text": "d"]]],
      ])
    #expect(
      body["generationConfig"] == [
        "temperature": 0.5, "maxOutputTokens": 9, "stopSequences": ["END"], "candidateCount": 1,
        "responseMimeType": "application/json", "responseJsonSchema": ["type": "array"],
      ])
    #expect(body["tools"] == [["functionDeclarations": [["name": "f", "parametersJsonSchema": ["type": "object"]]]]])
  }

  @Test("Calls of functions have OpenAI's form") func calls() async throws {
    let body = #"{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{"q":"x"}}}]},"finishReason":"STOP"}]}"#
    let server = FakeServer { _, _ in .answer(body: body) }
    let choice = try await Self.model(server).complete(ChatRequest([ChatMessage(.user, "a")])).choices[0]
    #expect(choice.finishReason == .toolCalls && choice.text == nil)
    #expect(choice.toolCalls?.arrayValue?.first?["function"] == ["name": "f", "arguments": #"{"q": "x"}"#])
  }

  @Test(
    "What is no reply is told apart",
    arguments: [
      (FakeServer.Reply.answer(body: #"{"promptFeedback":{"blockReason":"SAFETY"}}"#), LanguageModelError.Code.withheld),
      (.answer(body: "{}"), .unusable), (.answer(body: "<html>"), .unusable),
      (
        .answer(status: 400, body: #"{"error":{"status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}"#),
        .forbidden
      ),
      (
        .answer(status: 429, body: #"{"error":{"details":[{"violations":[{"quotaId":"GenerateRequestsPerDayPerModel"}]}]}}"#),
        .quota
      ),
      (.answer(status: 503, body: ""), .unavailable),
    ])
  func errors(reply: FakeServer.Reply, code: LanguageModelError.Code) async {
    let server = FakeServer { _, _ in reply }
    let model = Self.model(server)
    let error = await #expect(throws: LanguageModelError.self) {
      try await model.complete(ChatRequest([ChatMessage(.user, "a")]))
    }
    #expect(error?.code == code)
  }

  @Test("A candidate that was held back says nothing, and is seen to be") func safety() async throws {
    let server = FakeServer { _, _ in .answer(body: #"{"candidates":[{"finishReason":"SAFETY"}]}"#) }
    let choice = try await Self.model(server).complete(ChatRequest([ChatMessage(.user, "a")])).choices[0]
    #expect(choice.isWithheld)
  }

  @Test("The server's wait is kept to") func retryInfo() throws {
    let response = HTTPResponse(status: 429, headers: [], body: [])
    let details = try JSONValue(parsing: #"{"details":[{"@type":"x/RetryInfo","retryDelay":"1.5s"}]}"#)
    #expect(RetryDelay.asked(response, details) == 1.5)
    #expect(RetryDelay.duration("6m0s") == 360 && RetryDelay.duration("12ms") == 0.012 && RetryDelay.duration("x") == nil)
  }
}
