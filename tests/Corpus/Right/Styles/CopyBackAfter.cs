using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;

public sealed unsafe class CopyBackAfter<THal>(Mailbox mailbox) where THal : struct, IHal
{
    public T Query<T>(uint opcode) where T : unmanaged
    {
        T* value = (T*)NativeMemory.AllocZeroed((nuint)sizeof(T));
        try
        {
            DmaBuffer buffer = DmaBuffer.Of(value);
            PhysAddr a = THal.Share(buffer, BufferDirection.DeviceToDriver);
            int error;
            try
            {
                error = mailbox.Execute(opcode, a);
            }
            finally
            {
                THal.Unshare(a, buffer, BufferDirection.DeviceToDriver);
            }

            return error == 0 ? *value : throw new DeviceException($"{opcode}: {error}");
        }
        finally
        {
            NativeMemory.Free(value);
        }
    }
}
