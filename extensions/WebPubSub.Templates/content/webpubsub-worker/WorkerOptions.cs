namespace Company.Worker1;

/// <summary>The settings in the section <c>Worker</c> of the configuration.</summary>
internal sealed class WorkerOptions
{
    /// <summary>Gets or sets the address of the server with the endpoints <c>/sign-in</c> and <c>/negotiate</c>.</summary>
    public Uri Server { get; set; } = new("http://localhost:5080");

    /// <summary>Gets or sets the user ID of the client.</summary>
    public string UserId { get; set; } = "worker";

    /// <summary>Gets or sets the hub. It applies only with a connection string, because the server has its own hub.</summary>
    public string Hub { get; set; } = "ChatHub";

    /// <summary>Gets or sets the group whose messages are logged, and to which the messages are sent.</summary>
    public string Group { get; set; } = "chat";

    /// <summary>Gets or sets the time between two messages.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);
}
