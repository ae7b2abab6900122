using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Like NVMe's controller list: two bytes of count and identifiers, read on the admin queue by a small state machine. Every state leaves
// through Finish, which has the only end of the share.
public sealed class ControllerListReader<THal>
    where THal : struct, IHal
{
    private enum Step
    {
        Submit,
        Ring,
        Wait,
        Finish,
    }

    private readonly NvmeQueue _admin;

    public ControllerListReader(NvmeQueue admin) => _admin = admin;

    public ushort[] Read()
    {
        using var memory = new PinnedBuffer(4096);
        DmaBuffer list = memory.Buffer;
        PhysAddr address = THal.Share(list, BufferDirection.DeviceToDriver);
        int command = -1;
        bool good = false;
        Step step = Step.Submit;
        while (step != Step.Finish)
        {
            switch (step)
            {
                case Step.Submit:
                    command = _admin.Submit(0x06, address, default);
                    step = command < 0 ? Step.Finish : Step.Ring;
                    break;
                case Step.Ring:
                    step = _admin.RingDoorbell() ? Step.Wait : Step.Ring;
                    break;
                case Step.Wait:
                    if (_admin.IsDone(command))
                    {
                        good = _admin.Error == 0;
                        step = Step.Finish;
                    }
                    else
                    {
                        Thread.Sleep(1);
                    }

                    break;
            }
        }

        THal.Unshare(address, list, BufferDirection.DeviceToDriver);
        if (!good)
        {
            return [];
        }

        int count = Math.Min(list[0] | (list[1] << 8), 2047);
        var ids = new ushort[count];
        for (int i = 0; i < count; i++)
        {
            ids[i] = (ushort)(list[2 + (2 * i)] | (list[3 + (2 * i)] << 8));
        }

        return ids;
    }
}
