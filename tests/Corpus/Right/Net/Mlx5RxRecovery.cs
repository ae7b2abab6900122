using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in DPDK: "net/mlx5: fix double free in vectorized Rx recovery": the recovery resets the queue only; the receive path
// releases the buffer.
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
            Recover();
        }
        else
        {
            status = queue.Wait(100) ? buffer.Length : 0;
            queue.Reset();
        }

        THal.Unshare(address, buffer, DeviceToDriver);
        return status;
    }

    private void Recover()
    {
        Recoveries++;
        queue.Reset();
        queue.Kick();
    }
}
