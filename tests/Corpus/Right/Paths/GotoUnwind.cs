using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Brings a controller up in the manner of kernels: each step that fails undoes the steps before it.</summary>
public sealed unsafe class AdminQueue<THal>(Device device, PowerDomain power)
    where THal : struct, IHal
{
    private DmaAllocation _submission;
    private DmaAllocation _completion;
    private PhysAddr _identifyAt;
    private DmaBuffer _identify;

    public int Probe(DmaBuffer identify)
    {
        int error = power.Enable();
        if (error != 0)
        {
            return error;
        }

        _submission = THal.DmaAlloc(1, DriverToDevice);
        if (_submission.Paddr == default)
        {
            error = -12;
            goto powerOff;
        }

        _completion = THal.DmaAlloc(1, DeviceToDriver);
        if (_completion.Paddr == default)
        {
            error = -12;
            goto freeSubmission;
        }

        _identify = identify;
        _identifyAt = THal.Share(identify, DeviceToDriver);
        error = device.Start(_identifyAt, identify.Length);
        if (error != 0)
        {
            goto unshare;
        }

        return 0;

    unshare:
        THal.Unshare(_identifyAt, _identify, DeviceToDriver);
        _ = THal.DmaDealloc(_completion.Paddr, _completion.Vaddr, 1);
        _completion = default;
    freeSubmission:
        _ = THal.DmaDealloc(_submission.Paddr, _submission.Vaddr, 1);
        _submission = default;
    powerOff:
        power.Disable();
        return error;
    }

    public void Remove()
    {
        device.Reset();
        THal.Unshare(_identifyAt, _identify, DeviceToDriver);
        _ = THal.DmaDealloc(_completion.Paddr, _completion.Vaddr, 1);
        _ = THal.DmaDealloc(_submission.Paddr, _submission.Vaddr, 1);
        power.Disable();
    }
}
