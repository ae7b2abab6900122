using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Returns out of nested try blocks with values that are computed before the finally runs.
public sealed class FinallyWithReturnValues<THal>(Mailbox mailbox, PowerDomain power)
    where THal : struct, IHal
{
    public (int Error, byte First) Query(uint opcode, DmaBuffer buffer)
    {
        if (power.Enable() is not 0 and var powerError)
        {
            return (powerError, 0);
        }

        try
        {
            int error;
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            try
            {
                error = mailbox.Execute(opcode, paddr);
                if (error is -11 or -4)
                {
                    error = mailbox.Execute(opcode, paddr);
                }

                if (error < 0)
                {
                    return (error, 0);
                }
            }
            catch (TimeoutException)
            {
                return (-110, 0);
            }
            finally
            {
                THal.Unshare(paddr, buffer, DeviceToDriver);
            }

            return (error, buffer[0]);
        }
        finally
        {
            power.Disable();
        }
    }
}
