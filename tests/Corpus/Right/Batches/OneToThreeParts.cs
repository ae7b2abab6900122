using System;
using Devices;
using Hal;

/// <summary>One, two or three parts: goto case walks down the ladder to share and once more to unshare.</summary>
public sealed class UpToThree<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(ReadOnlySpan<DmaBuffer> parts)
    {
        PhysAddr a = default, b = default, c = default;
        switch (parts.Length)
        {
            case 3:
                c = THal.Share(parts[2], BufferDirection.Both);
                goto case 2;
            case 2:
                b = THal.Share(parts[1], BufferDirection.Both);
                goto case 1;
            case 1:
                a = THal.Share(parts[0], BufferDirection.Both);
                break;
            default:
                return -22;
        }

        int status = _device.Start(a, 1) + _device.Start(b, 2) + _device.Start(c, 3);
        if (parts.Length == 1)
        {
            THal.Unshare(a, parts[0], BufferDirection.Both);
        }
        else if (parts.Length == 2)
        {
            THal.Unshare(b, parts[1], BufferDirection.Both);
            THal.Unshare(a, parts[0], BufferDirection.Both);
        }
        else
        {
            THal.Unshare(c, parts[2], BufferDirection.Both);
            THal.Unshare(b, parts[1], BufferDirection.Both);
            THal.Unshare(a, parts[0], BufferDirection.Both);
        }

        return status;
    }
}
