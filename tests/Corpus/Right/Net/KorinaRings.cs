using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "net: korina: fix kfree of rx/tx descriptor array": the descriptors are freed by the pointer that the
// allocation returned.
public sealed unsafe class Korina<THal>(Device mac)
    where THal : struct, IHal
{
    private const int Descriptors = 64;
    private const uint Owned = 0x8000_0000;

    public int Loopback()
    {
        DmaAllocation ring = THal.DmaAlloc(1, BufferDirection.Both);
        if (ring.Paddr == default)
        {
            return -12;
        }

        byte* receive = ring.Vaddr;
        byte* transmit = receive + Descriptors * 16;
        for (int i = 0; i < Descriptors; i++)
        {
            *(uint*)(receive + i * 16) = Owned;
            *(uint*)(transmit + i * 16) = 0;
        }

        mac.Program(ring.Paddr, Descriptors * 16);
        mac.Program(ring.Paddr + Descriptors * 16, Descriptors * 16);
        bool done = mac.Wait(10);
        mac.Reset();
        int status = THal.DmaDealloc(ring.Paddr, receive, 1);
        return done ? status : -110;
    }
}
