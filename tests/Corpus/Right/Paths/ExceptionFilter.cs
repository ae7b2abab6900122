using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Errors of the device are told apart by filters; the share ends in each case.</summary>
public sealed class ExceptionFilter<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    public async Task<int> ReadAsync(ulong sector, DmaBuffer data)
    {
        for (int attempt = 0; ; attempt++)
        {
            PhysAddr paddr = THal.Share(data, DeviceToDriver);
            try
            {
                int status = await queue.ReadAsync(sector, paddr, data.Length);
                THal.Unshare(paddr, data, DeviceToDriver);
                return status;
            }
            catch (DeviceException) when (attempt < 3)
            {
                queue.Drain();
                THal.Unshare(paddr, data, DeviceToDriver);
            }
            catch (DeviceException e)
            {
                queue.Drain();
                THal.Unshare(paddr, data, DeviceToDriver);
                throw new DmaException($"sector {sector} cannot be read", e);
            }

            await Task.Delay(10 << attempt);
        }
    }
}
