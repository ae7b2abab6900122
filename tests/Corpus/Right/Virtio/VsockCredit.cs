using System;
using System.Collections.Generic;
using System.Diagnostics;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A vsock stream that sends no more than the peer has room for.</summary>
public sealed class VsockStream<THal>(Queue transmit)
    where THal : struct, IHal
{
    private readonly Queue<Shared<THal>> _sent = new();
    private uint _sentBytes;
    private uint _forwarded;
    private uint _peerRoom;

    private uint Credit => _peerRoom - (_sentBytes - _forwarded);

    public void OnCredit(uint room, uint forwarded) => (_peerRoom, _forwarded) = (room, forwarded);

    public int Send(DmaBuffer payload)
    {
        int length = (int)Math.Min((uint)payload.Length, Credit);
        if (length == 0)
        {
            return 0;
        }

        var shared = new Shared<THal>(payload.Slice(0, length), DriverToDevice);
        if (!transmit.TryAdd(shared.Paddr, shared.Buffer))
        {
            shared.Unshare();
            return -11;
        }

        _sent.Enqueue(shared);
        _sentBytes += (uint)length;
        return length;
    }

    public int Reap()
    {
        int reaped = 0;
        for (; transmit.TryPop(out PhysAddr address, out _); reaped++)
        {
            Shared<THal> oldest = _sent.Dequeue();
            Debug.Assert(oldest.Paddr == address, "vsock completes in order");
            oldest.Unshare();
        }

        return reaped;
    }

    public void Abort(VirtioTransport transport)
    {
        transport.Reset();
        foreach (Shared<THal> shared in _sent)
        {
            shared.Unshare();
        }

        _sent.Clear();
    }
}
