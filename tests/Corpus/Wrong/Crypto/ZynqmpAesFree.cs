using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux crypto (zynqmp-aes): the buffer is allocated for key and data and freed with the pages of the data alone.
public sealed unsafe class ZynqmpAes<THal>(Mailbox secure)
    where THal : struct, IHal
{
    private const uint AesOperation = 0x18;
    private const nuint KeyPages = 1;

    public int Encrypt(ReadOnlySpan<byte> key, Span<byte> data)
    {
        nuint dataPages = HalConstants.PagesFor((nuint)data.Length);
        DmaAllocation memory = THal.DmaAlloc(dataPages + KeyPages, Both);
        if (memory.Paddr == default)
        {
            return -12;
        }

        int keyOffset = (int)dataPages * HalConstants.PageSize;
        data.CopyTo(new Span<byte>(memory.Vaddr, data.Length));
        key.CopyTo(new Span<byte>(memory.Vaddr + keyOffset, HalConstants.PageSize));

        int error = secure.Execute(AesOperation, memory.Paddr, memory.Paddr + keyOffset);
        if (error == 0)
        {
            new ReadOnlySpan<byte>(memory.Vaddr, data.Length).CopyTo(data);
        }

        new Span<byte>(memory.Vaddr + keyOffset, HalConstants.PageSize).Clear();
        if (THal.DmaDealloc(memory.Paddr, memory.Vaddr, dataPages) != 0) //! HAL2004
        {
            Log.Info("zynqmp-aes: the buffer was not given back");
        }

        return error;
    }
}
