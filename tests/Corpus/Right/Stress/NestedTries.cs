using System;
using Devices;
using Hal;

/// <summary>Six shares in six nested tries, each ended by its own finally, with returns and throws on the way in.</summary>
public sealed class NestedTries<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer a, DmaBuffer b, DmaBuffer c, DmaBuffer d)
    {
        PhysAddr aAt = THal.Share(a, BufferDirection.Both);
        try
        {
            if (!_device.Submit(aAt))
            {
                return 1;
            }

            PhysAddr bAt = THal.Share(b, BufferDirection.Both);
            try
            {
                if (!_device.Submit(bAt))
                {
                    throw new DeviceException("b");
                }

                PhysAddr cAt = THal.Share(c, BufferDirection.Both);
                try
                {
                    for (int i = 0; i < 3; i++)
                    {
                        PhysAddr dAt = THal.Share(d, BufferDirection.Both);
                        try
                        {
                            if (_device.Start(dAt, i) < 0)
                            {
                                continue;
                            }

                            if (_device.Start(cAt, i) > 0)
                            {
                                break;
                            }
                        }
                        catch (TimeoutException)
                        {
                            return 2;
                        }
                        finally
                        {
                            THal.Unshare(dAt, d, BufferDirection.Both);
                        }
                    }

                    return 3;
                }
                finally
                {
                    THal.Unshare(cAt, c, BufferDirection.Both);
                }
            }
            finally
            {
                THal.Unshare(bAt, b, BufferDirection.Both);
            }
        }
        finally
        {
            THal.Unshare(aAt, a, BufferDirection.Both);
        }
    }
}
