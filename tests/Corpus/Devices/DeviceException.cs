using System;

namespace Devices;

public class DeviceException : Exception
{
    public DeviceException(string message)
        : base(message)
    {
    }
}
