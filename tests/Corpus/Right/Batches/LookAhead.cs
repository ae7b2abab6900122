using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>The next part is shared while the device works on this one; there is none after the last.</summary>
public sealed class LookAhead<THal>(Device device) where THal : struct, IHal
{
    public void Arrays(DmaBuffer[] parts)
    {
        if (parts.Length == 0) return;
        PhysAddr next = THal.Share(parts[0], BufferDirection.DriverToDevice);
        for (int i = 0; i < parts.Length; i++)
        {
            PhysAddr current = next;
            if (i + 1 < parts.Length)
            {
                next = THal.Share(parts[i + 1], BufferDirection.DriverToDevice);
            }

            device.Kick();
            THal.Unshare(current, parts[i], BufferDirection.DriverToDevice);
        }
    }

    public void Equal(DmaBuffer[] parts)
    {
        if (parts.Length == 0) return;
        PhysAddr next = THal.Share(parts[0], BufferDirection.DriverToDevice);
        for (int i = 0; i < parts.Length; i++)
        {
            PhysAddr current = next;
            bool last = i + 1 == parts.Length;
            if (!last)
            {
                next = THal.Share(parts[i + 1], BufferDirection.DriverToDevice);
            }

            device.Kick();
            THal.Unshare(current, parts[i], BufferDirection.DriverToDevice);
        }
    }

    public void LastIndex(DmaBuffer[] parts, int n)
    {
        if (n <= 0) return;
        PhysAddr next = THal.Share(parts[0], BufferDirection.DriverToDevice);
        for (int i = 0; i < n; i++)
        {
            PhysAddr current = next;
            if (i < n - 1)
            {
                next = THal.Share(parts[i + 1], BufferDirection.DriverToDevice);
            }

            device.Kick();
            THal.Unshare(current, parts[i], BufferDirection.DriverToDevice);
        }
    }

    public void Lists(List<DmaBuffer> parts)
    {
        if (parts.Count == 0) return;
        PhysAddr next = THal.Share(parts[0], BufferDirection.DriverToDevice);
        for (int i = 0; i < parts.Count; i++)
        {
            PhysAddr current = next;
            if (i < parts.Count - 1)
            {
                next = THal.Share(parts[i + 1], BufferDirection.DriverToDevice);
            }

            device.Kick();
            THal.Unshare(current, parts[i], BufferDirection.DriverToDevice);
        }
    }
}
