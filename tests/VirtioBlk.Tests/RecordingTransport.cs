using System;
using Virtio.Driver;

namespace Virtio.Tests;

/// <summary>A transport that writes down when the device is reset and when it is given up.</summary>
internal sealed class RecordingTransport(IVirtioTransport inner, Action<string> record) : TransportWrapper(inner)
{
    public override void Reset()
    {
        record("reset");
        base.Reset();
    }

    public override void Dispose()
    {
        record("dispose");
        base.Dispose();
    }
}
