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
        descriptor->Address = (ulong)buffer.Pointer; //! HAL1015
    }

    public void ByParameter(DmaBuffer buffer, Descriptor* descriptor)
    {
        descriptor->Address = (ulong)buffer.Pointer; //! HAL1015
    }

    public void ByIndex(DmaBuffer buffer, int i)
    {
        ring.Descriptors[i].Address = (ulong)buffer.Pointer; //! HAL1015
    }

    public void OfDma(Dma<THal> m, int i)
    {
        ring.Descriptors[i].Address = (ulong)m.Vaddr(64); //! HAL1015
    }

    public void OfUnknown(Dma<THal> m, byte* p, int i)
    {
        ring.Descriptors[i].Address = (ulong)p;
    }
}
