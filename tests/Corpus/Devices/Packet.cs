using Hal;

namespace Devices;

/// <summary>A network packet in memory that stays where it is until the packet is freed.</summary>
public unsafe class Packet
{
    public byte* Data => null;

    public int Length { get; set; }

    public int Capacity => 2048;

    public int Headroom => 64;

    public DmaBuffer Buffer => new(Data, Length);

    public Packet? Next { get; set; }

    public int FragmentCount => 0;

    public Fragment Fragment(int index) => default;

    public void Free()
    {
    }
}
