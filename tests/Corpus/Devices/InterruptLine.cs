using System;

namespace Devices;

/// <summary>An interrupt line.</summary>
public class InterruptLine
{
    public bool Shared { get; set; }

    /// <returns>Whether the line was free.</returns>
    public bool TryAttach(Action handler)
    {
        handler();
        return !Shared;
    }

    public void Detach()
    {
    }
}
