using Devices;
using Hal;

/// <summary>While data is shared the driver writes the descriptor that describes it: another memory, though the pointer is in it.</summary>
public sealed unsafe class DescriptorBesides<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(Descriptor* descriptor, DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        descriptor->Address = at.Value;
        descriptor->Length = (uint)data.Length;
        descriptor->Flags = 1;
        descriptor[1] = *descriptor with { Next = 2 };
        _device.WriteRegister(0x20, (ulong)data.Length);
        _device.Kick();
        _device.Wait(100);
        descriptor->Flags = 0;
        descriptor->Address = 0;
        THal.Unshare(at, data, BufferDirection.Both);
        return (int)descriptor->Length;
    }
}
