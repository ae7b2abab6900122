using System.Runtime.InteropServices;
using Hal;
using Devices;

/// <summary>A wireless transmit descriptor that is cleared after it is known that there was memory for it.</summary>
public sealed unsafe class DescriptorCache<THal>
    where THal : struct, IHal
{
    private readonly Device _radio = new();
    private DmaAllocation _txwi;

    public bool Prepare(ushort token)
    {
        _radio.WriteRegister(0x10, token);
        DmaAllocation txwi = THal.DmaAlloc(1, BufferDirection.DriverToDevice);
        if (txwi.Paddr == default)
        {
            return false;
        }

        *(ushort*)txwi.Vaddr = token;
        _txwi = txwi;
        return true;
    }

    public bool Release() => THal.DmaDealloc(_txwi.Paddr, _txwi.Vaddr, 1) == 0;
}
