using System;
using Hal;

namespace Devices;

/// <summary>A network port that is driven by packets.</summary>
public class NetPort
{
    public bool LinkUp { get; set; }

    public int TransmitSpace { get; set; }

    public event Action<Packet>? Received;

    public bool Transmit(PhysAddr address, int length) => LinkUp;

    public void TransmitParts(ReadOnlySpan<PhysAddr> addresses, ReadOnlySpan<int> lengths)
    {
    }

    public int ReapTransmitted() => 0;

    public Packet? Allocate(int size) => null;

    public void Deliver(Packet packet) => Received?.Invoke(packet);
}
