using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>The 9P transport: a T-message goes out, an R-message comes back, tags tell requests apart.</summary>
public sealed class Virtio9p<THal>(VendorQueue queue, Device device)
    where THal : struct, IHal
{
    private sealed record Call(PhysAddr Request, DmaBuffer RequestBytes, PhysAddr Reply, DmaBuffer ReplyBytes)
    {
        public bool Finished { get; set; }
    }

    private readonly Dictionary<ushort, Call> _calls = [];
    private ushort _tag;

    public ushort? Begin(DmaBuffer request, DmaBuffer reply)
    {
        PhysAddr outgoing = THal.Share(request, DriverToDevice);
        PhysAddr incoming;
        try
        {
            incoming = THal.Share(reply, DeviceToDriver);
        }
        catch (DmaException)
        {
            THal.Unshare(outgoing, request, DriverToDevice);
            return null;
        }

        int taken = queue.PushMany([outgoing, incoming], [request, reply]);
        if (taken != 2)
        {
            if (taken == 1 && !queue.TryCancel(outgoing))
            {
                device.Reset();
            }

            THal.Unshare(incoming, reply, DeviceToDriver);
            THal.Unshare(outgoing, request, DriverToDevice);
            return null;
        }

        ushort tag = ++_tag;
        _calls.Add(tag, new Call(outgoing, request, incoming, reply));
        device.Kick();
        return tag;
    }

    public bool TryEnd(ushort tag, out int length)
    {
        length = 0;
        if (!_calls.TryGetValue(tag, out Call? call) || !queue.TryFinish(call.Reply))
        {
            return false;
        }

        _calls.Remove(tag);
        Release(call);
        length = BitConverter.ToInt32(call.ReplyBytes.AsReadOnlySpan()[..4]);
        return true;
    }

    public void Close()
    {
        device.Reset();
        foreach ((_, Call call) in _calls)
        {
            Release(call);
        }

        _calls.Clear();
    }

    private static void Release(Call call)
    {
        THal.Unshare(call.Reply, call.ReplyBytes, DeviceToDriver);
        THal.Unshare(call.Request, call.RequestBytes, DriverToDevice);
        call.Finished = true;
    }
}
