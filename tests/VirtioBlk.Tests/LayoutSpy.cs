using System;
using System.Threading;
using Virtio.Driver;
using Virtio.Platforms.VhostUser;

namespace Virtio.Tests;

/// <summary>A transport that remembers where the queue lies, so that a test can write the used ring as a broken device would.</summary>
internal sealed class LayoutSpy(IVirtioTransport inner) : TransportWrapper(inner)
{
    public QueueLayout Layout { get; private set; }

    public override void EnableQueue(ushort queue, QueueLayout layout)
    {
        Layout = layout;
        base.EnableQueue(queue, layout);
    }
}

/// <summary>Writes used rings, in the place of the device.</summary>
internal static unsafe class UsedRing
{
    public static void Push(SharedRegion region, QueueLayout layout, uint id, uint length)
    {
        byte* ring = region.PointerAt(layout.DeviceArea);
        var index = (ushort*)(ring + 2);
        var element = (uint*)(ring + 4 + (8 * (*index % layout.Size)));
        element[0] = id;
        element[1] = length;
        Volatile.Write(ref *index, (ushort)(*index + 1));
    }
}
