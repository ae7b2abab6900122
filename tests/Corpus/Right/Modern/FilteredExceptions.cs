using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Exception filters: a full queue is tried again, what else comes out of the device ends the share and goes on.
public sealed class FilteredExceptions<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    public int Read(ulong sector, DmaBuffer buffer, int attempts)
    {
        PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
        var done = new ManualResetEventSlim();
        int status = 0;
        while (true)
        {
            try
            {
                queue.Start(sector, paddr, buffer.Length, result =>
                {
                    status = result;
                    done.Set();
                });
                break;
            }
            catch (DeviceException) when (--attempts > 0)
            {
                queue.Drain();
            }
            catch (DeviceException error) when (error.Message.Contains("gone"))
            {
                THal.Unshare(paddr, buffer, DeviceToDriver);
                return -19;
            }
            catch
            {
                THal.Unshare(paddr, buffer, DeviceToDriver);
                throw;
            }
        }

        done.Wait();
        THal.Unshare(paddr, buffer, DeviceToDriver);
        return status;
    }
}
