using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in DPDK: "net/mlx5: fix double free in vectorized Rx recovery": the recovery after an error has released the buffer
// already when the receive path releases it.
public sealed unsafe class Mlx5Receive<THal>(Device queue)
    where THal : struct, IHal
{
    public int Recoveries { get; private set; }

    public int ReceiveInto(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, DeviceToDriver);
        int status = queue.Start(address, buffer.Length);
        if (status < 0)
        {
            Recover(address, buffer);
        }
        else
        {
            status = queue.Wait(100) ? buffer.Length : 0;
            queue.Reset();
        }

        THal.Unshare(address, buffer, DeviceToDriver); //! HAL1004
        return status;
    }

    private void Recover(PhysAddr address, DmaBuffer buffer)
    {
        Recoveries++;
        queue.Reset();
        THal.Unshare(address, buffer, DeviceToDriver);
        queue.Kick();
    }
}
