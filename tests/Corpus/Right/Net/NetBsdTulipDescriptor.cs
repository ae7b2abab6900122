using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in NetBSD (tlp): the address field of the descriptor is filled from the share.
internal sealed unsafe class TulipRing<THal>(Device chip)
    where THal : struct, IHal
{
    private const ushort Own = 0x8000;

    public void Send(DmaBuffer packet)
    {
        using var descriptors = new Dma<THal>(1, Both);
        using var mapped = new SharedScope<THal>(packet, DriverToDevice);
        Descriptor* first = descriptors.Pointer<Descriptor>(0);
        first->Length = (uint)packet.Length;
        first->Address = mapped.Paddr.Value;
        first->Next = 0;
        first->Flags = Own;
        chip.Program(descriptors.Paddr, sizeof(Descriptor));
        chip.Kick();
        while ((first->Flags & Own) != 0 && chip.Poll())
        {
        }

        chip.Reset();
    }
}
