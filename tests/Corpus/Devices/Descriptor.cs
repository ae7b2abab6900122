namespace Devices;

/// <summary>A descriptor of a ring, as the device reads it.</summary>
public struct Descriptor
{
    public ulong Address;
    public uint Length;
    public ushort Flags;
    public ushort Next;
}
