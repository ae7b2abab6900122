using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A device that sleeps when nobody uses it: its tables live only while it is awake.</summary>
public sealed class SleepyDevice<THal>(Device device, PowerDomain power)
    where THal : struct, IHal
{
    private readonly Lock _gate = new();
    private Dma<THal>? _tables;
    private int _users;

    public int Get()
    {
        lock (_gate)
        {
            if (_users++ > 0)
            {
                return 0;
            }

            int error = power.Enable();
            if (error == 0)
            {
                if (Dma<THal>.TryCreate(2, Both, out _tables))
                {
                    device.Program(_tables.Paddr, (int)_tables.Length);
                    return 0;
                }

                power.Disable();
                error = -12;
            }

            _users--;
            return error;
        }
    }

    public void Put()
    {
        lock (_gate)
        {
            if (--_users > 0)
            {
                return;
            }

            device.Reset();
            _tables?.Dispose();
            _tables = null;
            power.Disable();
        }
    }
}
