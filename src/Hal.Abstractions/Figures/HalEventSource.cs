using System.Diagnostics.Tracing;

namespace Hal;

/// <summary>
/// The broken contracts as events of their own, with their text, for <c>dotnet-trace collect --providers HalGen-Contracts</c>.
/// </summary>
[EventSource(Name = "HalGen-Contracts")]
internal sealed class HalEventSource : EventSource
{
    public static readonly HalEventSource Log = new();

    private HalEventSource()
    {
    }

    [Event(1, Level = EventLevel.Error, Message = "{0}: {2}")]
    public void Violation(string hal, string rule, string message)
    {
        if (IsEnabled())
        {
            WriteEvent(1, hal, rule, message);
        }
    }
}
