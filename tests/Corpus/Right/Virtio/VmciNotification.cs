using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "VMCI: Release notification_bitmap in error path": without an interrupt the probe went to the label that frees
// the call buffer only.
public unsafe class VmciGuest<THal>(Mailbox host, InterruptLine line)
    where THal : struct, IHal
{
    private const uint SetBitmap = 7;

    public DmaAllocation Data { get; private set; }

    public DmaAllocation Bitmap { get; private set; }

    public int Probe()
    {
        int error = -12;

        DmaAllocation data = THal.DmaAlloc(4, BufferDirection.Both);
        if (data.Paddr == default)
        {
            return error;
        }

        DmaAllocation bitmap = THal.DmaAlloc(1, BufferDirection.Both);
        if (bitmap.Paddr == default)
        {
            goto freeData;
        }

        new Span<byte>(bitmap.Vaddr, HalConstants.PageSize).Clear();
        error = host.Execute(SetBitmap, bitmap.Paddr);
        if (error != 0)
        {
            goto freeBitmap;
        }

        if (!line.TryAttach(() => Log.Info("vmci: event")))
        {
            error = -16;
            goto freeBitmap;
        }

        Data = data;
        Bitmap = bitmap;
        return 0;

    freeBitmap:
        _ = THal.DmaDealloc(bitmap.Paddr, bitmap.Vaddr, 1);
    freeData:
        _ = THal.DmaDealloc(data.Paddr, data.Vaddr, 4);
        return error;
    }
}
