using Devices;
using Hal;

namespace Drivers;

/// <summary>Bring-up in steps with goto unwinding: power, memory, rings, interrupt.</summary>
public sealed unsafe class BringUp<THal>(PowerDomain power, InterruptLine line, Device device)
    where THal : struct, IHal
{
    private DmaAllocation _control;
    private Dma<THal>? _rings;
    private PhysAddr _mailbox;
    private DmaBuffer _mailboxBytes;

    public int Start(DmaBuffer mailbox)
    {
        int error = power.Enable();
        if (error != 0)
        {
            return error;
        }

        _control = THal.DmaAlloc(1, BufferDirection.Both);
        if (_control.Paddr == default)
        {
            error = -12;
            goto PowerOff;
        }

        *(uint*)_control.Vaddr = 0x1;
        if (!Dma<THal>.TryCreate(4, BufferDirection.Both, out _rings))
        {
            error = -12;
            goto FreeControl;
        }

        try
        {
            _mailbox = THal.Share(mailbox, BufferDirection.Both);
            _mailboxBytes = mailbox;
        }
        catch (DmaException)
        {
            error = -12;
            goto FreeRings;
        }

        device.Program(_control.Paddr, 4096);
        device.Program(_rings.Paddr, 4 * 4096);
        device.Program(_mailbox, mailbox.Length);
        if (!line.TryAttach(device.Kick))
        {
            error = -16;
            goto StopDevice;
        }

        return 0;

    StopDevice:
        device.Reset();
        THal.Unshare(_mailbox, _mailboxBytes, BufferDirection.Both);
        _mailbox = default;
    FreeRings:
        _rings.Dispose();
        _rings = null;
    FreeControl:
        _ = THal.DmaDealloc(_control.Paddr, _control.Vaddr, 1);
        _control = default;
    PowerOff:
        power.Disable();
        return error;
    }

    public void Stop()
    {
        if (_rings is null)
        {
            return;
        }

        line.Detach();
        device.Reset();
        THal.Unshare(_mailbox, _mailboxBytes, BufferDirection.Both);
        _rings.Dispose();
        _rings = null;
        _ = THal.DmaDealloc(_control.Paddr, _control.Vaddr, 1);
        power.Disable();
    }
}
