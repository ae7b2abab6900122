using System.Collections.Generic;
using Devices;
using Hal;

public sealed class ContinueSkipsUnmap<THal>(DmaEngine engine) where THal : struct, IHal
{
    public void Copy(List<DmaBuffer> buffers, PhysAddr target)
    {
        for (int i = 0; i < buffers.Count; i++)
        {
            PhysAddr a = THal.Share(buffers[i], BufferDirection.DriverToDevice); //! HAL1002
            int cookie = engine.Submit(a, target, buffers[i].Length);
            if (!engine.IsComplete(cookie))
            {
                continue;
            }

            THal.Unshare(a, buffers[i], BufferDirection.DriverToDevice);
        }
    }
}
