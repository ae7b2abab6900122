using Devices;
using Hal;

public sealed class ErrorEnumState<THal>(Device device, InterruptLine line) where THal : struct, IHal
{
    private enum Stage
    {
        Start,
        Mapped,
        Attached,
        Done,
    }

    public bool Probe(DmaBuffer b)
    {
        var stage = Stage.Start;
        PhysAddr a = default;
        try
        {
            a = THal.Share(b, BufferDirection.Both);
            stage = Stage.Mapped;
            if (line.TryAttach(() => device.Poll()))
            {
                stage = Stage.Attached;
                if (device.Submit(a) && device.Wait(10))
                {
                    stage = Stage.Done;
                }
            }
        }
        finally
        {
            switch (stage)
            {
                case Stage.Done:
                case Stage.Attached:
                    line.Detach();
                    goto case Stage.Mapped;
                case Stage.Mapped:
                    THal.Unshare(a, b, BufferDirection.Both);
                    break;
            }
        }

        return stage == Stage.Done;
    }

    public bool Probe2(DmaBuffer b)
    {
        var stage = Stage.Start;
        PhysAddr a = THal.Share(b, BufferDirection.Both);
        stage = Stage.Mapped;
        if (device.Submit(a))
        {
            stage = Stage.Attached;
        }

        if (stage >= Stage.Attached)
        {
            device.Wait(10);
        }

        if (stage >= Stage.Mapped)
        {
            THal.Unshare(a, b, BufferDirection.Both);
        }

        return stage > Stage.Mapped;
    }
}
