using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "scsi: pm8001: Fix memory leak in pm8001_chip_fw_flash_update_req()": the step that builds the command failed,
// and the image that it was given went nowhere.
public unsafe class Pm8001Flash<THal>(Mailbox controller, FirmwareFile image)
    where THal : struct, IHal
{
    private const uint FlashUpdate = 20;
    private readonly Dictionary<int, (DmaAllocation Memory, nuint Pages)> _inFlight = [];

    public int Request(int tag, int chunk)
    {
        nuint pages = HalConstants.PagesFor((nuint)image.LengthOf(chunk));
        if (!Load(chunk, pages, out DmaAllocation memory))
        {
            return -12;
        }

        int rc = Build(tag, memory.Paddr);
        if (rc != 0)
        {
            _ = THal.DmaDealloc(memory.Paddr, memory.Vaddr, pages);
            return rc;
        }

        _inFlight[tag] = (memory, pages);
        return 0;
    }

    public int Complete(int tag)
    {
        if (!_inFlight.Remove(tag, out (DmaAllocation Memory, nuint Pages) entry))
        {
            return -2;
        }

        return THal.DmaDealloc(entry.Memory.Paddr, entry.Memory.Vaddr, entry.Pages);
    }

    private bool Load(int chunk, nuint pages, out DmaAllocation memory)
    {
        memory = THal.DmaAlloc(pages, BufferDirection.DriverToDevice);
        if (memory.Paddr == default)
        {
            return false;
        }

        image.CopyChunk(chunk, new Span<byte>(memory.Vaddr, image.LengthOf(chunk)));
        return true;
    }

    private int Build(int tag, PhysAddr data) => tag < 0 ? -22 : controller.Execute(FlashUpdate, data);
}
