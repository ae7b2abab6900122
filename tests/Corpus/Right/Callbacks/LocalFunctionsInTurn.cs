using System;
using Devices;
using Hal;

public sealed class LocalFunctionsInTurn<THal>(NvmeQueue queue)
    where THal : struct, IHal
{
    public void Read(DmaBuffer buffer, int attempts, Action<int> done)
    {
        PhysAddr paddr = THal.Share(buffer, BufferDirection.DeviceToDriver);
        Attempt();

        void Attempt()
        {
            int command = queue.Submit(2, paddr, default);
            if (command < 0)
            {
                Finish(command);
                return;
            }

            queue.WhenDone(command, status =>
            {
                if (status == 0 || --attempts == 0)
                {
                    Finish(status);
                }
                else
                {
                    Attempt();
                }
            });
        }

        void Finish(int status)
        {
            THal.Unshare(paddr, buffer, BufferDirection.DeviceToDriver);
            done(status);
        }
    }
}
