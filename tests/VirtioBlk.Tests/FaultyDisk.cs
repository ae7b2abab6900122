using System;
using Virtio.Devices;

namespace Virtio.Tests;

/// <summary>An emulated disk that completes its requests as the test says.</summary>
internal sealed class FaultyDisk(IDeviceMemory memory, string path) : EmulatedDisk(memory, path, writable: true)
{
    /// <summary>Called instead of giving a chain back: the queue, the chain, the number of bytes written.</summary>
    public Action<DeviceQueue, uint, uint>? OnComplete { get; set; }

    /// <summary>Whether a reset fails: the device cannot be stopped.</summary>
    public bool ResetFails { get; set; }

    public override void Reset()
    {
        if (ResetFails)
        {
            throw new Virtio.Driver.VirtioException("The device does not answer to a reset.");
        }

        base.Reset();
    }

    public override void Dispose()
    {
        ResetFails = false;
        base.Dispose();
    }

    protected override void Complete(DeviceQueue queue, uint head, uint written)
    {
        if (OnComplete is { } complete)
        {
            complete(queue, head, written);
        }
        else
        {
            base.Complete(queue, head, written);
        }
    }
}
