using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Power, then memory, then a share: each in the finally of its own try.</summary>
public sealed class NestedFinally<THal>(Device device, PowerDomain power)
    where THal : struct, IHal
{
    public int Measure(DmaBuffer result)
    {
        int error = power.Enable();
        if (error != 0)
        {
            return error;
        }

        try
        {
            DmaAllocation control;
            unsafe
            {
                control = THal.DmaAlloc(1, DriverToDevice);
                if (control.Paddr == default)
                {
                    return -12;
                }

                *(uint*)control.Vaddr = 0x1234;
            }

            try
            {
                PhysAddr paddr = THal.Share(result, DeviceToDriver);
                try
                {
                    device.Program(control.Paddr, 4096);
                    device.Program(paddr, result.Length);
                    return device.Wait(100) ? 0 : -110;
                }
                finally
                {
                    device.Reset();
                    THal.Unshare(paddr, result, DeviceToDriver);
                }
            }
            finally
            {
                unsafe
                {
                    int status = THal.DmaDealloc(control.Paddr, control.Vaddr, 1);
                    if (status != 0)
                    {
                        Log.Info($"the control page was not given back: {status}");
                    }
                }
            }
        }
        finally
        {
            power.Disable();
        }
    }
}
