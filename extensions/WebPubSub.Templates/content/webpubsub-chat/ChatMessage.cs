namespace Company.Chat1;

/// <summary>A message of the chat.</summary>
/// <param name="Text">The text.</param>
/// <param name="From">The name of the user, or <see langword="null"/> for an announcement of the server.</param>
internal sealed record ChatMessage(string? Text, string? From = null);
