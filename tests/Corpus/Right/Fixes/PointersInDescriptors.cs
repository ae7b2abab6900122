using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

/// <summary>A descriptor takes the address that the device sees, never the pointer of the CPU.</summary>
public sealed unsafe class PointersInDescriptors<THal>(Ring ring)
    where THal : struct, IHal
{
    public void ByLocal(DmaBuffer buffer, int index)
    {
        Descriptor* descriptor = ring.Descriptors + index;
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        descriptor->Address = paddr.Value;
        ring.Doorbell();
        ring.Stop();
        THal.Unshare(paddr, buffer, DriverToDevice);
    }

    public void ByParameter(DmaBuffer buffer, Descriptor* descriptor)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        descriptor->Address = paddr.Value;
        ring.Doorbell();
        ring.Stop();
        THal.Unshare(paddr, buffer, DriverToDevice);
    }

    public void ByIndex(DmaBuffer buffer, int i)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        ring.Descriptors[i].Address = paddr.Value;
        ring.Doorbell();
        ring.Stop();
        THal.Unshare(paddr, buffer, DriverToDevice);
    }

    public void OfDma(Dma<THal> m, int i)
    {
        ring.Descriptors[i].Address = m.PaddrAt(64).Value;
    }

    public void OfUnknown(Dma<THal> m, byte* p, int i)
    {
        ring.Descriptors[i].Address = (ulong)p;
    }
}
